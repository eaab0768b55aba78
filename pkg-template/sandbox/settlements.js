/**
 * `card` is the card or account it is about, `to` the state the card comes to, if it changes.
 * `settled` is what else happens then.
 *
 * @typedef {{ taskId: string, card: any, action: string, transfer?: any,
 *   to?: import("./index.js").CardState, settled?: (result: "Success" | "Failed") => void }} Task
 * @typedef {Task & { timer: NodeJS.Timeout | null }} Waiting
 */

/**
 * Actions that were accepted and take effect later.
 *
 * @param {{ settleMs: number, whenSettled: (task: Task, result: "Success" | "Failed") => void }} settings
 */
export function createSettlements({ settleMs, whenSettled }) {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();

  /** @param {Waiting} task @param {"Success" | "Failed"} result */
  function settle(task, result) {
    clearTimeout(task.timer ?? undefined);
    waiting.delete(task.taskId);
    if (result === "Success" && task.to !== undefined) task.card.state = task.to;
    whenSettled(task, result);
  }

  // A timer with an endless delay would fire at once.
  const startTimer = (task) =>
    Number.isFinite(settleMs) ? setTimeout(() => settle(task, "Success"), settleMs).unref() : null;

  return {
    /** @param {Task} task */
    add(task) {
      /** @type {Waiting} */
      const entry = { ...task, timer: null };
      waiting.set(task.taskId, entry);
      entry.timer = startTimer(entry);
    },

    /**
     * @param {import("./seeds.js").Seed} card
     * @returns {string | undefined} the action that is under way
     */
    inFlight: (card) => [...waiting.values()].find((task) => task.card === card)?.action,

    /**
     * Takes back what has not happened yet.
     *
     * @param {(task: Task) => boolean} isMeant
     * @returns {Task[]}
     */
    withdraw(isMeant) {
      const tasks = [...waiting.values()].filter(isMeant);
      for (const { taskId, timer } of tasks) {
        clearTimeout(timer ?? undefined);
        waiting.delete(taskId);
      }
      return tasks;
    },

    /** @param {(task: Task) => boolean} isMeant */
    waiting: (isMeant) => [...waiting.values()].filter(isMeant),

    /**
     * @param {"Success" | "Failed"} result
     * @returns {number} how many were settled
     */
    settleAll(result) {
      const tasks = [...waiting.values()];
      for (const task of tasks) settle(task, result);
      return tasks.length;
    },

    clear() {
      for (const { timer } of waiting.values()) clearTimeout(timer ?? undefined);
      waiting.clear();
    },
  };
}
