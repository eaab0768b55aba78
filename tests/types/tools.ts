// The tools themselves can fail.
import type { Equal, Expect, IsAny, NoAny, OptionalKeys } from "./expect.js";

type Any = any;

export type Tools = [
  Expect<IsAny<Any>>,
  Expect<Equal<IsAny<unknown>, false>>,
  Expect<Equal<NoAny<Any>, false>>,
  Expect<Equal<NoAny<{ a: { b: Any } }>, false>>,
  Expect<Equal<NoAny<{ a?: Any[]; c: string }>, boolean>>,
  Expect<Equal<NoAny<(a: string, b: Any) => void>, boolean>>,
  Expect<Equal<NoAny<() => Promise<Any>>, false>>,
  Expect<Equal<NoAny<string | Any>, false>>,
  Expect<NoAny<{ a: string; b?: () => Promise<number[]> }>>,
  Expect<Equal<OptionalKeys<{ a: 1; b?: 2 }>, "b">>,
  // @ts-expect-error a test that is wrong does not compile
  Expect<Equal<string, number>>,
  // @ts-expect-error any is found at depth
  Expect<NoAny<{ list: readonly { value: Any }[] }>>,
];
