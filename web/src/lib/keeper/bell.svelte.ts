import { keep, kept } from '$lib/state/kept';

/** The shop's bell: two notes for a new order, until somebody silences it. Browsers let it sound after the first tap on the page. */
class Bell {
	on = $state(kept<boolean>('bell') ?? true);
	/** Whether the browser lets it sound. */
	ready = $state(false);
	#audio: AudioContext | undefined;

	toggle(): void {
		this.on = !this.on;
		keep('bell', this.on);
		if (this.on) this.ring();
	}

	/** Makes sound possible, at a gesture on the page. */
	wake = (): void => {
		if (!this.on || this.ready) return;
		void this.#open()?.resume().then(() => (this.ready = true));
	};

	ring(): void {
		const audio = this.on ? this.#open() : undefined;
		if (!audio) return;
		void audio.resume();
		[880, 660].forEach((pitch, i) => {
			const tone = audio.createOscillator();
			const volume = audio.createGain();
			const at = audio.currentTime + i * 0.28;
			tone.frequency.value = pitch;
			volume.gain.setValueAtTime(0.35, at);
			volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
			tone.connect(volume).connect(audio.destination);
			tone.start(at);
			tone.stop(at + 0.65);
		});
	}

	#open(): AudioContext | undefined {
		if (typeof AudioContext === 'undefined') return undefined;
		return (this.#audio ??= new AudioContext());
	}
}

export const bell = new Bell();
