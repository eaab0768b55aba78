import { isInt32Id, optional } from "../../checks.js";

const isPageNumber = (text) => /^\d{1,10}$/.test(text) && isInt32Id(Number(text));

/** Rules for the two query fields. */
export const PAGING = { PageNumber: optional(isPageNumber), PageSize: optional(isPageNumber) };

/**
 * @template T
 * @param {T[]} items
 * @param {Record<string, any>} values `PageNumber` and `PageSize`; 1 and 10 unless they came
 * @returns {{ items: T[], paging: { pageSize: number, pageNumber: number, numberOfPages: number } }}
 */
export function pageOf(items, { PageNumber = 1, PageSize = 10 }) {
  const [number, size] = [Number(PageNumber), Number(PageSize)];
  return {
    items: items.slice((number - 1) * size, number * size),
    paging: {
      pageSize: size,
      pageNumber: number,
      numberOfPages: Math.ceil(items.length / size),
    },
  };
}
