/** The state that a card has once the action is done. What is not here changes no state. */
export const STATE_AFTER = {
  freeze: "frozen",
  unfreeze: "active",
  activate: "active",
  deactivate: "inactive",
  cancel: "closed",
};
