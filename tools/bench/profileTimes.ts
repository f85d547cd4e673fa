import { z } from 'zod';

/** Source: the Chrome DevTools protocol, Profiler.Profile. */
export const profileSchema = z.object({
	nodes: z.array(
		z.object({
			id: z.number(),
			callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
			children: z.array(z.number()).default([]),
		}),
	),
	samples: z.array(z.number()),
	timeDeltas: z.array(z.number()),
});

export type Profile = z.infer<typeof profileSchema>;
export type ProfileNode = Profile['nodes'][number];

/** The microseconds of functions themselves, without what they call, under the names that `nameOf` gives them. */
export function selfTimes(
	{ nodes, samples, timeDeltas }: Profile,
	nameOf: (node: ProfileNode) => string,
): Map<string, number> {
	const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
	const times = new Map<string, number>();
	samples.forEach((id, index) => {
		add(times, names.get(id) ?? '?', timeDeltas[index] ?? 0);
	});
	return times;
}

/** The microseconds of functions with what they call. A function that is called within itself counts once. */
export function inclusiveTimes({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
	const above = new Map<number, Set<string>>();
	const namesAbove = (id: number): Set<string> => {
		const known = above.get(id);
		if (known) return known;
		const parent = parents.get(id);
		const frame = byId.get(id)?.callFrame;
		const names = new Set(parent === undefined ? [] : namesAbove(parent));
		if (frame?.functionName) names.add(`${frame.functionName} (${packageName(frame)})`);
		above.set(id, names);
		return names;
	};
	const times = new Map<string, number>();
	samples.forEach((id, index) => {
		for (const name of namesAbove(id)) add(times, name, timeDeltas[index] ?? 0);
	});
	return times;
}

function add(times: Map<string, number>, name: string, time: number): void {
	times.set(name, (times.get(name) ?? 0) + time);
}

/** The package that a function belongs to; for the engine's own, such as the garbage collector, its name. */
export function packageName({ functionName, url }: { functionName: string; url: string }): string {
	if (url === '') return functionName;
	const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
	return name ?? url.split('/').slice(0, 2).join('/');
}
