/**
 * A JPEG as a camera makes it: its left half red, its right half blue, and how the camera was held.
 * @param {import('playwright-core').Page} page @param {number} width @param {number} height @param {number} [orientation] as EXIF counts: 6 is to be turned a quarter clockwise
 */
export async function snapshot(page, width, height, orientation = 1) {
	const text = await page.evaluate(
		([w, h]) => {
			const canvas = document.createElement('canvas');
			[canvas.width, canvas.height] = [w, h];
			const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
			paper.fillStyle = '#d02020';
			paper.fillRect(0, 0, w / 2, h);
			paper.fillStyle = '#2020d0';
			paper.fillRect(w / 2, 0, w / 2, h);
			return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
		},
		/** @type {const} */ ([width, height])
	);
	const plain = Buffer.from(text, 'base64');
	const tiff = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
	const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
	const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]);
	return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
}

/**
 * The colour of a served picture near its top, in the middle.
 * @param {import('playwright-core').Page} page @param {string} url @returns {Promise<number[]>}
 */
export const topColour = (page, url) =>
	page.evaluate(async (from) => {
		const image = await createImageBitmap(await (await fetch(from)).blob());
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [image.width, image.height];
		const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
		paper.drawImage(image, 0, 0);
		return [...paper.getImageData(image.width / 2, image.height / 8, 1, 1).data];
	}, url);
