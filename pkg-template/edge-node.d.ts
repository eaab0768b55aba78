/** What a handler of `fetch` style may use beside its request. */
export interface ListenerContext {
  /** Keeps the process's work going when its request has been answered. */
  waitUntil(work: Promise<unknown>): void;
  /** The address at the other end of the connection: behind a proxy, the proxy's own. */
  address: string | undefined;
}

/** A handler of `fetch` style, such as `createCardProxy` makes. */
export type FetchHandler = (request: Request, context: ListenerContext) => Response | Promise<Response>;

export interface ListenerOptions {
  /**
   * The origin under which pages know this server, `https://cards.example`: needed where something before it
   * ends TLS. When left out, the connection and the `Host` header say it. `X-Forwarded-…` is never believed.
   */
  origin?: string | undefined;
}

/** The part of Node's `IncomingMessage`, of HTTP/1 and HTTP/2, that is used. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly rawHeaders: string[];
  readonly complete: boolean;
  readonly httpVersionMajor: number;
  readonly socket: { readonly remoteAddress?: string | undefined };
  pause(): unknown;
  resume(): unknown;
}

/** The part of Node's `ServerResponse`, of HTTP/1 and HTTP/2, that is used. */
export interface NodeResponse {
  statusCode: number;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
  setHeader(name: string, value: string | string[]): unknown;
  flushHeaders?(): void;
  end(): unknown;
  destroy(): unknown;
}

/** A listener for `http.createServer`, `https.createServer` and their like. */
export type NodeListener = (incoming: NodeRequest, outgoing: NodeResponse) => void;

/**
 * Serves a handler of `fetch` style with Node's own servers. Bodies stream both ways, no faster than they are
 * taken; `request.signal` aborts when the client goes away.
 *
 * @throws {CardError} `configuration`, with the path of the option.
 */
export declare function nodeListener(handler: FetchHandler, options?: ListenerOptions): NodeListener;
