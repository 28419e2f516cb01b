/**
 * The address a request came from, told by the host and kept beside the request: a header could be sent by anyone.
 * Absent for direct calls and in tests.
 */
const addresses = new WeakMap<Request, string>()

export const setRemoteAddress = (request: Request, address: string) => {
  addresses.set(request, address)
}
export const remoteAddress = (request: Request): string | null => addresses.get(request) ?? null
