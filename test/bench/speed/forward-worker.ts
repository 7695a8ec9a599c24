/** A bare forward: what any Worker in front of a site costs, whatever it does. */
export const worker = {
  fetch(request: Request, env: { readonly ORIGIN_URL: string }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(env.ORIGIN_URL + pathname + search, request), { redirect: "manual" });
  },
};
