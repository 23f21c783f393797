/** Stands for `$app/state` where pages are drawn: the page being drawn. */
export const page = { url: { pathname: '/' }, params: {}, status: 200, route: { id: null }, data: {}, form: null, error: null, state: {} };
