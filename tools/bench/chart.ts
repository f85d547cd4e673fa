import type { Bar } from './findings';

const ROW = 34;
const LEFT = 300;
const WIDTH = 760;

/** A bar chart as SVG, legible on light and dark. */
export function barChart(title: string, bars: readonly Bar[]): string {
	const longest = Math.max(...bars.map(({ value }) => value));
	const scale = (WIDTH - LEFT - 70) / longest;
	const rows = bars.map(({ label, value, own }, index) => {
		const y = 50 + index * ROW;
		const width = (value * scale).toFixed(1);
		return [
			`<text x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${label}</text>`,
			`<rect x="${LEFT}" y="${y}" width="${width}" height="22" rx="3" fill="${own ? '#1a8f6b' : '#8a94a0'}"/>`,
			`<text x="${LEFT + Number(width) + 8}" y="${y + 16}">${(value / 1000).toFixed(2)} s</text>`,
		].join('');
	});
	const height = 60 + bars.length * ROW;
	const style =
		'text{font:14px system-ui,sans-serif;fill:#57606a}@media(prefers-color-scheme:dark){text{fill:#adb5bd}}';
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${title}</title><style>${style}</style><text x="12" y="28" font-weight="600">${title}</text>${rows.join('')}</svg>\n`;
}
