// The last step of the build: of each page that the framework wrote ahead for
// the server to draw, keep all but what was drawn. Drawing it again here must
// give the same, or browsers could not take over what the server draws.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const host = {};
runInNewContext(readFileSync('dist/served/render.js', 'utf8'), host);

for (const [name, route, param] of [['home', '', ''], ['town', 'ville', 'town'], ['shop', 'boutique', 'shop'], ['product', 'produit', 'product']]) {
	const file = route ? `dist/${route}/modele.html` : 'dist/index.html';
	const { head, body } = JSON.parse(host.draw(JSON.stringify({ page: name, path: route ? `/${route}/modele` : '/', params: { [param]: 'modele' }, lang: 'fr', answers: {} })));
	const parts = [[head, '<!--head-->'], [body, '<!--body-->']];
	let page = readFileSync(file, 'utf8');
	for (const [drawn, mark] of parts) {
		if (page.split(drawn).length !== 2) throw new Error(`${file} is not drawn as the framework drew it: ${drawn}`);
		page = page.replace(drawn, () => mark);
	}
	// What is drawn already can be read before it can be tapped: letters and pictures come first on a slow network.
	if (!page.includes(' rel="modulepreload"')) throw new Error(`${file} names its scripts in another way`);
	page = page.replaceAll(' rel="modulepreload"', ' rel="modulepreload" fetchpriority="low"');
	writeFileSync(`dist/served/${name}.html`, page);
	rmSync(route ? `dist/${route}` : file, { recursive: true });
}
