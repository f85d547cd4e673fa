/**
 * `npm run test:mutation [-- files]`: changes the code in thousands of small ways, one at a time, and counts how many of
 * them the tests notice. First by the units alone, then, for what they did not notice, by the node in n8n's engine.
 * Results are kept: what has not changed since is not tried again. Exits with 1 below the figures to reach.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** The share of mutants to be noticed, in percent. */
const TO_REACH = { engine: 90, leads: 90, api: 90, trigger: 90, all: 80 };

/** One word for what a person wants to know of a mutant. */
const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);
const UNNOTICED = new Set(['Survived', 'NoCoverage']);

async function test(tests, mutate) {
	process.env.MUTATION_TESTS = tests;
	const options = { configFile: 'test/mutation/stryker.config.mjs', ...(mutate ? { mutate } : {}) };
	return await new Stryker(options).runMutationTest();
}

function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
	return [fileName, start.line, start.column, end.line, end.column, mutatorName, replacement].join(':');
}

/** As Stryker wants a mutant named: columns from 0, where its results count from 1. */
function rangeOf({ fileName, location: { start, end } }) {
	return `${relative('.', fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function table(results) {
	const rooms = new Map([['all', { noticed: 0, unnoticed: 0 }]]);
	for (const { fileName, status } of results) {
		const [, room = ''] = /nodes\/PollyBot\/([^/]+)\//.exec(fileName) ?? [];
		if (!rooms.has(room)) rooms.set(room, { noticed: 0, unnoticed: 0 });
		for (const count of [rooms.get(room), rooms.get('all')]) {
			if (NOTICED.has(status)) count.noticed += 1;
			if (UNNOTICED.has(status)) count.unnoticed += 1;
		}
	}
	return [...rooms].map(([room, { noticed, unnoticed }]) => {
		const percent = (100 * noticed) / Math.max(1, noticed + unnoticed);
		return {
			room,
			mutants: noticed + unnoticed,
			unnoticed,
			percent: Number(percent.toFixed(1)),
			toReach: TO_REACH[room],
		};
	});
}

/** Stryker gives the kept results of all files too. */
function onlyOf(globs, results) {
	if (globs.length === 0) return results;
	const pathspecs = globs.map((glob) => (glob.startsWith('!') ? `:(exclude,glob)${glob.slice(1)}` : `:(glob)${glob}`));
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...pathspecs], {
		encoding: 'utf8',
	});
	const files = new Set(listed.split('\n'));
	return results.filter(({ fileName }) => files.has(relative('.', fileName)));
}

const globs = process.argv.slice(2);
const byUnits = onlyOf(globs, await test('unit', globs.length > 0 ? globs : undefined));
const left = byUnits.filter(({ status }) => UNNOTICED.has(status));
const byNode = left.length === 0 ? [] : await test('node', [...new Set(left.map(rangeOf))]);
const noticed = new Set(byNode.filter(({ status }) => NOTICED.has(status)).map(keyOf));
const results = byUnits.map((mutant) => (noticed.has(keyOf(mutant)) ? { ...mutant, status: 'Killed' } : mutant));

const survivors = results.filter(({ status }) => UNNOTICED.has(status));
await mkdir('.build/mutation', { recursive: true });
const lines = survivors.map((mutant) => `${rangeOf(mutant)} ${mutant.mutatorName} → ${mutant.replacement}`);
await writeFile('.build/mutation/survivors.txt', lines.map((line) => `${line}\n`).join(''));
const rooms = table(results);
console.table(rooms);
console.log(
	'What nobody noticed: .build/mutation/survivors.txt; with its code: .build/mutation/{unit,node}/report.html',
);
if (rooms.some(({ percent, toReach = 0 }) => percent < toReach)) process.exitCode = 1;
