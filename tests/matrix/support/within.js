/** Work that may take so long and no longer; its signal tells it when it is late. */
export function within(ms, work) {
  const end = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`It did not end within ${ms / 1000} s.`));
      end.abort();
    }, ms);
  });
  return Promise.race([work(end.signal), late]).finally(() => clearTimeout(timer));
}
