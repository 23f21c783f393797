/** The longest side of what is sent, in pixels: the server keeps no more. */
export const longest = 1600;

/** Past this, in bytes, a file is no photo that a phone took. */
export const heaviest = 60 * 1024 * 1024;

/** Why a file cannot be shown: too heavy, or nothing this device can open. */
export class NoPhoto extends Error {
	constructor(readonly why: 'heavy' | 'unreadable') {
		super(why);
	}
}

/**
 * A photo as it is sent: upright, at most 1600 pixels on its longest side, a
 * JPEG without what the camera wrote beside it. What it was is told by its
 * content, never by its name.
 */
export async function shrink(file: Blob): Promise<Blob> {
	if (file.size > heaviest) throw new NoPhoto('heavy');
	const image = await opened(file);
	const [wide, high] = image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : [image.width, image.height];
	if (!wide || !high) throw new NoPhoto('unreadable');
	const scale = Math.min(1, longest / Math.max(wide, high));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(wide * scale));
	canvas.height = Math.max(1, Math.round(high * scale));
	const paper = canvas.getContext('2d');
	if (!paper) throw new NoPhoto('unreadable');
	paper.fillStyle = '#fff'; // what is transparent lies on white
	paper.fillRect(0, 0, canvas.width, canvas.height);
	paper.drawImage(image, 0, 0, canvas.width, canvas.height);
	if ('close' in image) image.close();
	const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.86));
	if (!small) throw new NoPhoto('unreadable');
	return small;
}

/** Opens a picture turned as it was taken, by whatever way the browser knows. */
async function opened(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
	try {
		return await createImageBitmap(file, { imageOrientation: 'from-image' });
	} catch {
		const image = new Image(); // older browsers turn it upright by themselves
		image.src = await asText(file);
		try {
			await image.decode();
		} catch {
			throw new NoPhoto('unreadable');
		}
		return image;
	}
}

/** A file as an address that holds it, as the page's policy allows. */
export const asText = (file: Blob): Promise<string> =>
	new Promise((done, failed) => {
		const reader = new FileReader();
		reader.onload = () => done(String(reader.result));
		reader.onerror = () => failed(new NoPhoto('unreadable'));
		reader.readAsDataURL(file);
	});
