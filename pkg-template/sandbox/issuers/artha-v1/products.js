import { answerPage } from "./pages.js";
import { PRODUCTS } from "./seeds.js";

/** The bin is text and the currency need not be one of ISO 4217. The page is cut after `status`. */
const shown = ({ productId, name, form, currency, kycRequirements }) => ({
  productId,
  name,
  organization: "Master",
  type: form === "virtual" ? "Virtual" : "Physical",
  country: null,
  bin: "632",
  currency,
  status: "Active",
  // Another page reads the requirements here, under their snake_case name.
  kycRequirements,
});

/** @param {import("./desk.js").Desk} desk */
export const productRoutes = (desk) => [
  desk.route("product", "read", "GET", "products/:id", (_, productId) => {
    const product = desk.productWith(productId);
    return product === undefined
      ? desk.refuse(404, "There is no such product.")
      : desk.answer(200, shown(product), "The product was read.");
  }),
  // No page of the list is stored: the path is that of one product without its id.
  desk.route("products", "read", "GET", "products", (request) =>
    answerPage(desk, request, PRODUCTS.map(shown), "products"),
  ),
];
