import './host';
import { render } from 'svelte/server';
import Root from '#root';
import { carry, type Carried } from '$lib/api/told';
import { en } from '$lib/i18n/en';
import { fr } from '$lib/i18n/fr';
import { w } from '$lib/i18n/index.svelte';
import Layout from '../routes/+layout.svelte';
import Home from '../routes/+page.svelte';
import Shop from '../routes/boutique/[shop]/+page.svelte';
import Product from '../routes/produit/[product]/+page.svelte';
import Town from '../routes/ville/[town]/+page.svelte';
import { page } from './state';

// The pages that the server draws whole (ADR 0030): the app's own components,
// run where the server is. One call draws one page, from what it is given.
const pages = { home: Home, town: Town, shop: Shop, product: Product };

interface Asked extends Carried {
	page: keyof typeof pages;
	path: string;
	params: Record<string, string>;
}

const stores = { page: { set() {}, notify() {}, subscribe: () => () => {} } };

function draw(text: string): string {
	const asked = JSON.parse(text) as Asked;
	w.t = asked.lang === 'en' ? en : fr;
	w.lang = asked.lang === 'en' ? 'en' : 'fr';
	carry(asked);
	Object.assign(page, { url: { pathname: asked.path }, params: asked.params });
	const { head, body } = render(Root, { props: { stores, page, constructors: [Layout, pages[asked.page]], form: null } });
	return JSON.stringify({ head, body });
}
Object.assign(globalThis, { draw });
