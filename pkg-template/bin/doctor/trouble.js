// Why a server could not be asked, in words.

const TROUBLES = {
  ENOTFOUND: ["dns", "There is no host of this name", "Check the spelling. Inside a company's network its name server may know it alone."],
  EAI_AGAIN: ["dns", "The name server does not answer", "Look at the network of this machine, and at its name server."],
  ECONNREFUSED: ["tcp", "Nothing listens on that port", "Check the port, and that the server runs."],
  EHOSTUNREACH: ["tcp", "There is no way to that host", "Look at the network and at firewalls."],
  ENETUNREACH: ["tcp", "There is no way to that network", "Look at the network: an address of IPv6 needs one that has it."],
  EADDRNOTAVAIL: ["tcp", "There is no way to that address", "Look at the network."],
  ETIMEDOUT: ["tcp", "The connection was not answered", "A firewall drops it, or the issuer lets in known addresses only."],
  TIMED_OUT: ["tcp", "There was no answer within 10 seconds", "A firewall drops it, or the issuer lets in known addresses only."],
  ECONNRESET: ["tcp", "The connection was cut", "A firewall or a proxy in between cuts it, or the server speaks another protocol."],
  EPIPE: ["tcp", "The connection was cut", "A firewall or a proxy in between cuts it."],
  CERT_HAS_EXPIRED: ["tls", "The server's certificate has expired", "It must be renewed there. If it is said to be valid, the clock of this machine is wrong."],
  CERT_NOT_YET_VALID: ["tls", "The server's certificate is not valid yet", "The clock of this machine is wrong, or the certificate is."],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["tls", "The server's certificate is signed by itself", "Ask for the certificate of its authority and name that file in NODE_EXTRA_CA_CERTS. Do not switch the check off."],
  SELF_SIGNED_CERT_IN_CHAIN: ["tls", "The certificate comes from an authority that this machine does not know", "A company's proxy may open the traffic: name its authority's file in NODE_EXTRA_CA_CERTS. Do not switch the check off."],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["tls", "The certificate comes from an authority that this machine does not know", "The server may leave out the certificates in between, or name the authority's file in NODE_EXTRA_CA_CERTS."],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["tls", "The certificate comes from an authority that this machine does not know", "The server may leave out the certificates in between, or name the authority's file in NODE_EXTRA_CA_CERTS."],
  ERR_TLS_CERT_ALTNAME_INVALID: ["tls", "The server's certificate is for another name", "Check the host's name: an address or an old name does not do."],
  EPROTO: ["tls", "The server speaks no TLS that this machine knows", "It may speak plain HTTP on that port: check the port."],
  ERR_SSL_WRONG_VERSION_NUMBER: ["tls", "The server speaks no TLS on that port", "It may speak plain HTTP there: check the port."],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ["tls", "The server speaks an old TLS only", "It must speak TLS 1.2 or newer."],
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: ["tls", "The server refused the handshake", "It may ask for a certificate of yours: read its documents."],
};

const isProtocol = (code) => /^(HPE_|ERR_HTTP|ERR_INVALID)/.test(code);

/**
 * @param {{ code?: string, errors?: { code?: string }[] }} error
 * @returns {{ at: "dns" | "tcp" | "tls" | "http", says: string, cure: string, code: string }}
 */
export function troubleOf(error) {
  // A host with several addresses gives one error for each.
  const code = error?.code ?? error?.errors?.[0]?.code ?? "unknown";
  if (Object.hasOwn(TROUBLES, code)) {
    const [at, says, cure] = TROUBLES[code];
    return { at, says, cure, code };
  }
  if (/^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_)/.test(code)) return { at: "tls", says: "No encrypted connection came about", cure: "The code says what the library found.", code };
  if (isProtocol(code)) return { at: "http", says: "What answered speaks no HTTP", cure: "It may speak TLS on that port, or another protocol: check the port.", code };
  return { at: "tcp", says: "The server could not be asked", cure: "Look at the network of this machine.", code };
}
