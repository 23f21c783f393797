import jsQR from 'jsqr';

// Reads QR codes beside the page, for browsers that cannot by themselves.
onmessage = ({ data }: MessageEvent<{ pixels: Uint8ClampedArray; width: number; height: number }>) => {
	postMessage(jsQR(data.pixels, data.width, data.height)?.data ?? '');
};
