/**
 * What a module is handed over as: a `WebAssembly.Module`, a `Response` that brings it, its bytes, or where it is.
 * It is this package's own file of the same version, `cardlatch/cardlatch.wasm` or that of the issuer.
 */
export type ModuleSource = object | string;

/**
 * Hands the module over, once for all clients of this entry. Make no client before: it would throw a `CardError`
 * with the code `configuration`. A `WebAssembly.Module` is there at once; all else is there when the promise is,
 * and calls of clients that are made meanwhile wait for it. A load that failed may be tried again.
 */
export declare function load(source: ModuleSource | Promise<ModuleSource>): Promise<void>;
