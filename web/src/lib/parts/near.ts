import type { Schema } from '$lib/api/client';

type Point = Pick<Schema<'Position'>, 'lat' | 'lon'>;

/** Where this device is, when its owner agrees; asked for on a tap only, neither kept nor sent by us. */
export function whereAmI(): Promise<Point | undefined> {
	return new Promise((done) => {
		if (!navigator.geolocation) return done(undefined);
		navigator.geolocation.getCurrentPosition(({ coords }) => done({ lat: coords.latitude, lon: coords.longitude }), () => done(undefined), { maximumAge: 600_000, timeout: 10_000 });
	});
}

/** How far two points are apart, in metres: a plane is right enough within a town. */
export function metres(a: Point, b: Point): number {
	const degree = 111_195;
	return Math.hypot((a.lat - b.lat) * degree, (a.lon - b.lon) * degree * Math.cos((a.lat * Math.PI) / 180));
}
