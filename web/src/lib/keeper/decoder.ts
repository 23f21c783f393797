import DecodeWorker from './decode.worker?worker';

interface Detector {
	detect(from: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
	new (options: { formats: string[] }): Detector;
	getSupportedFormats(): Promise<string[]>;
}

/** Looks for a QR code in what a camera sees: its text, or nothing. */
export interface Decoder {
	read(video: HTMLVideoElement): Promise<string | undefined>;
	stop(): void;
}

/** The browser's own decoder where it has one, else ours in a worker. */
export async function decoder(): Promise<Decoder> {
	const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
	const formats = await Own?.getSupportedFormats().catch((): string[] => []);
	if (Own && formats?.includes('qr_code')) {
		const detector = new Own({ formats: ['qr_code'] });
		return { read: async (video) => (await detector.detect(video))[0]?.rawValue, stop: () => undefined };
	}
	return inWorker();
}

/** The longest side of the pictures that are searched, in pixels: enough for a code held out, quick on an old phone. */
const longest = 640;

function inWorker(): Decoder {
	const worker = new DecodeWorker();
	const canvas = document.createElement('canvas');
	const paper = canvas.getContext('2d', { willReadFrequently: true });
	return {
		read: (video) =>
			new Promise((done) => {
				const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
				canvas.width = Math.round(video.videoWidth * scale);
				canvas.height = Math.round(video.videoHeight * scale);
				if (!paper || !canvas.width || !canvas.height) return done(undefined);
				paper.drawImage(video, 0, 0, canvas.width, canvas.height);
				const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
				worker.onmessage = (e: MessageEvent<string>) => done(e.data || undefined);
				worker.onerror = () => done(undefined);
				worker.postMessage({ pixels: data, width, height }, [data.buffer]);
			}),
		stop: () => worker.terminate()
	};
}
