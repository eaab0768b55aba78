// Who is signed in: the place to sign in, and the switch between the two users.
import { fill, h } from "./dom.js";

/** The place to sign in, while nobody is. */
export function showSignIn(element, users, signIn) {
  const buttons = users.map(({ id, name }) =>
    h("button.button.primary", { type: "button", onclick: () => signIn(id) }, `Sign in as ${name}`),
  );
  fill(element, buttons);
}

/** The switch in the head of the page. */
export function showUsers(element, users, user, { signIn, signOut }) {
  const segments = users.map(({ id, name }) =>
    h(
      "label.segment",
      {},
      h("input.unseen", {
        type: "radio",
        name: "user",
        value: id,
        checked: id === user.id,
        onchange: () => signIn(id),
      }),
      h("span", {}, name),
    ),
  );
  fill(
    element,
    h("fieldset.users", {}, h("legend.unseen", {}, "Signed in as"), h("div.segments", {}, segments)),
    h("button.button.quiet", { type: "button", id: "sign-out", onclick: signOut }, "Sign out"),
  );
}
