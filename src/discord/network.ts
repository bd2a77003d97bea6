/** Whether a request got no answer at all: it is not known whether it was heard. */
export function isUnanswered(error: unknown): boolean {
  const { name = '', code = '', cause } = error as { name?: string; code?: string; cause?: unknown };
  return /^(?:Abort|Timeout)Error$/.test(name) || NETWORK.test(code) || (cause ? isUnanswered(cause) : false);
}

const NETWORK =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EPIPE|UND_ERR_(?:(?:CONNECT|HEADERS|BODY)_TIMEOUT|SOCKET))$/;
