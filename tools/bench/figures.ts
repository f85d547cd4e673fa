export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** As in "2 h 27 min", to the minute. */
export function hours(milliseconds: number): string {
	const minutes = Math.round(milliseconds / 60_000);
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

export const grouped = (count: number): string => count.toLocaleString('en');
