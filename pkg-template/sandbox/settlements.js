/**
 * `to` is left out where the card's state stays as it is, such as for a top-up: other actions need
 * not wait for such a task. `done` keeps the books, `tell` sends word of it. A task that is about no
 * card says what it is `about`, and whose it is.
 *
 * @typedef {"Success" | "Failed"} Result
 * @typedef {{ taskId: string, card?: import("./seeds.js").Seed, about?: string,
 *   issuer?: import("./index.js").IssuerId, action: import("./index.js").SandboxWrite,
 *   to?: import("./index.js").CardState, done?: (result: Result) => void,
 *   tell?: (result: Result) => void }} Task
 * @typedef {Task & { timer: NodeJS.Timeout | null }} Waiting
 */

/**
 * Actions that were accepted and take effect later.
 *
 * @param {{ settleMs: number, whenSettled: (task: Task, result: Result) => void }} settings
 */
export function createSettlements({ settleMs, whenSettled }) {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();

  /** @param {Waiting} task @param {Result} result */
  function settle(task, result) {
    clearTimeout(task.timer ?? undefined);
    waiting.delete(task.taskId);
    if (result === "Success" && task.card && task.to) task.card.state = task.to;
    task.done?.(result);
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
     * @returns {import("./index.js").SandboxWrite | undefined} the action that is under way
     */
    inFlight: (card) =>
      [...waiting.values()].find((task) => task.card === card && task.to !== undefined)?.action,

    /**
     * @param {Result} result
     * @returns {number} how many were settled
     */
    settleAll(result) {
      const tasks = [...waiting.values()];
      for (const task of tasks) settle(task, result);
      return tasks.length;
    },

    /**
     * Takes back what has not happened yet. A task may carry more, such as where money goes.
     *
     * @param {(task: Task & Record<string, any>) => boolean} isMeant
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

    /** @param {(task: Task & Record<string, any>) => boolean} isMeant */
    waiting: (isMeant) => [...waiting.values()].filter(isMeant),

    clear() {
      for (const { timer } of waiting.values()) clearTimeout(timer ?? undefined);
      waiting.clear();
    },
  };
}
