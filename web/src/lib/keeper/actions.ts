import { api, ask, type Schema } from '$lib/api/client';

const path = (id: string) => ({ params: { path: { orderId: id } } });

/** What one does to an order at the counter; each answers the order as it is then. */
export const act = {
	accept: (id: string) => ask(api.POST('/orders/{orderId}/accept', path(id))),
	ready: (id: string) => ask(api.POST('/orders/{orderId}/ready', path(id))),
	dispatch: (id: string) => ask(api.POST('/orders/{orderId}/dispatch', path(id))),
	deliver: (id: string) => ask(api.POST('/orders/{orderId}/deliver', path(id))),
	refuse: (id: string, body: Schema<'Refusal'>) => ask(api.POST('/orders/{orderId}/refuse', { ...path(id), body })),
	collect: (id: string, body: Schema<'Collection'>) => ask(api.POST('/orders/{orderId}/collect', { ...path(id), body })),
	not_collected: (id: string, body: Schema<'NotCollected'>) => ask(api.POST('/orders/{orderId}/not-collected', { ...path(id), body }))
};

/** The one step that comes next for most orders in a state, where it needs no more words. */
export const nextStep = (o: Pick<Schema<'OrderSummary'>, 'state' | 'way'>): 'accept' | 'ready' | 'dispatch' | 'deliver' | undefined => {
	if (o.state === 'placed') return 'accept';
	if (o.state === 'accepted') return 'ready';
	if (o.way !== 'delivery') return undefined;
	return { ready: 'dispatch' as const, out_for_delivery: 'deliver' as const }[o.state as string];
};
