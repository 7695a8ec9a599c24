/** A bare forward: what any Worker in front of a site costs, whatever it does. */
const worker = {
  fetch(request: Request, env: { readonly ORIGIN_URL: string }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(env.ORIGIN_URL + pathname + search, request), { redirect: "manual" });
  },
};

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker's handlers from there
export default worker;
