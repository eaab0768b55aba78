// The tools of the typed tests: what is not as expected does not compile.

type Expect<T extends true> = T;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type IsAny<T> = 0 extends 1 & T ? true : false;

/** What the host defines. It must not be `any` itself; what is within is the host's business. */
type Host = Blob | AbortSignal | ArrayBufferView | ArrayBuffer | Error | Request | Response;

/** `true` where a type is not `any` and nothing in it is, down to a depth of eight. */
type NoAny<T, Depth extends 1[] = []> =
  IsAny<T> extends true
    ? false
    : Depth["length"] extends 8
      ? true
      : T extends string | number | boolean | bigint | symbol | null | undefined | Host
        ? true
        : T extends (...args: infer Args) => infer Result
          ? NoAny<Args, [...Depth, 1]> | NoAny<Result, [...Depth, 1]>
          : T extends Promise<infer Value>
            ? NoAny<Value, [...Depth, 1]>
            : T extends readonly (infer Item)[]
              ? NoAny<Item, [...Depth, 1]>
              : T extends object
                ? Members<T, Depth>
                : true;

/** An object without members holds no `any`. */
type Members<T, Depth extends 1[]> = keyof T extends never
  ? true
  : { [K in keyof T]-?: NoAny<T[K], [...Depth, 1]> }[keyof T];

/** The names of the fields that may be left out. */
type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** Takes the value apart where a union is not closed or not complete. */
export function impossible(value: never): never {
  throw new Error(`there is no such value: ${String(value)}`);
}

export type { Equal, Expect, IsAny, NoAny, OptionalKeys };
