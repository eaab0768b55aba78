/**
 * @typedef {{ taskId: string, card: import("./seeds.js").Seed, action: string,
 *   to: import("./index.js").CardState }} Task
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
    if (result === "Success") task.card.state = task.to;
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
