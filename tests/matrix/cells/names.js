/** What a program imports, for its clients and for its callbacks. */
export const FULL_NAMES = ["cardlatch", "cardlatch/callbacks"];
export const SLIM_NAMES = ["cardlatch/slim", "cardlatch/callbacks/slim"];
