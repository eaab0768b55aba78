/** The compiled module, where the runtime or the bundler makes one of an import. */
declare const compiled: object;
export default compiled;
