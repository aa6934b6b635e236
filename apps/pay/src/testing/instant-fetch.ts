/**
 * Loaded into the program before it starts (`node -r`): every payment is accepted and recorded at once, without a network.
 * A measurement then covers the program, not Node's HTTP client.
 */
globalThis.fetch = async (url, init = {}) => {
  const key = new Headers(init.headers).get('idempotency-key');
  const requestId = key === null ? String(url).split('/').at(-1) : `r-${key.replaceAll('"', '')}`;
  const payment = key === null ? { status: 'recorded', final: true } : { status: 'accepted', final: false };
  return Response.json({ requestId, ...payment }, { status: key === null ? 200 : 202 });
};
