import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';
import ts from 'typescript';
import { PollyBotApi } from '~/credentials/PollyBotApi.credentials';
import { PollyBotWebhookApi } from '~/credentials/PollyBotWebhookApi.credentials';
import { OWN_CODES, SERVICE_CODES } from '~/nodes/PollyBot/codes';
import { leadFields } from '~/nodes/PollyBot/lead/fields';
import { cleanLead } from '~/nodes/PollyBot/lead/lead';
import { explainEmpty, explainNobody } from '~/nodes/PollyBot/mapping/unmapped';
import { explain, type Situation } from '~/nodes/PollyBot/messages/explain';
import * as sentences from '~/nodes/PollyBot/messages/sentences';
import type { Failure } from '~/nodes/PollyBot/messages/failure';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { PollyBotPollingTrigger } from '~/nodes/PollyBot/PollyBotPollingTrigger.node';
import { PollyBotTrigger } from '~/nodes/PollyBot/PollyBotTrigger.node';
import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';
import { REPOSITORY } from '~/tools/repository';

const panel = [new PollyBot(), new PollyBotTrigger(), new PollyBotPollingTrigger()].map((node) => node.description);
const properties = [...panel, new PollyBotApi(), new PollyBotWebhookApi()].flatMap((owner) => allIn(owner.properties));

/** Parameters of n8n and of its other nodes that sentences name. */
const OF_N8N = ['On Error', 'Always Output Data', 'Authentication', 'Webhook URLs'];
const LABELS = new Set([...properties.map((property) => property.displayName), ...OF_N8N]);
/** The part in brackets is left out in sentences. */
const isLabel = (name: string) => [...LABELS].some((label) => label === name || label.startsWith(`${name} (`));

/** What a person never sees in the panel: `customFields`, but not `name`, which is a word. */
const INTERNAL = new Set(
	[...properties, ...properties.flatMap(({ options = [] }) => options)]
		.flatMap((one) => ('value' in one ? [String(one.value)] : [one.name]))
		.filter((name) => /[a-z][A-Z]|_/.test(name)),
);

function allIn(some: readonly INodeProperties[]): INodeProperties[] {
	return some.flatMap((property) => [
		property,
		...allIn((property.options ?? []).filter((option): option is INodeProperties => 'type' in option)),
	]);
}

/** The words that the code has for people. Those for models and for the log are about internal names, and headings are data. */
function sentencesIn(file: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const text = ts.isStringLiteralLike(node)
			? node.text
			: ts.isTemplateExpression(node)
				? node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
				: '';
		const isForPeople = () =>
			!ts.isPropertyAssignment(node.parent) || !node.parent.getText().includes('toolDescription');
		if (/[a-z]\S* \S+ \S+ \S/i.test(text) && !text.includes('$parameter') && !text.startsWith('={{') && isForPeople())
			found.push(text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(path.join(REPOSITORY, file), 'utf8'), ts.ScriptTarget.Latest, true));
	return found;
}

const FILES = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(path.join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
			path.join(folder, name),
		),
	)
	.filter(
		(name) => name.endsWith('.ts') && !/builderHints|mapping\/headings\/|declaredOutputs|outputFields/.test(name),
	);

describe('the sentences of the package', () => {
	const sentences = FILES.flatMap((file) => sentencesIn(file).map((text) => [file, text] as const));

	it('are found', () => {
		expect(sentences.length).toBeGreaterThan(200);
	});

	it('name parameters as the panel does, in single quotes', () => {
		const unknown = sentences.flatMap(([file, text]) =>
			[...text.matchAll(/(?<![\w’])'([A-Z][^'.]*?)'(?!\w)/g)]
				.filter(([, name = '']) => !isLabel(name))
				.map(([quoted]) => `${file}: ${quoted}`),
		);
		expect(unknown).toEqual([]);
	});

	it('put no parameter in double quotes, and no internal name in any', () => {
		const wrong = sentences.flatMap(([file, text]) => {
			const names = [...text.matchAll(/"([^"]+)"/g)].filter(([, name = '']) => name.includes(' ') && isLabel(name));
			// A notice tells what to type into Remove Duplicates: the names of fields in an item.
			const internal = text.includes('Remove Duplicates')
				? []
				: text.split(/[^\w.]+/).filter((word) => INTERNAL.has(word.replace(/^.*\./, '')));
			return [...names.map(([quoted]) => quoted), ...internal].map((name) => `${file}: ${name}`);
		});
		expect(wrong).toEqual([]);
	});
});

it('a notice has the HTML that n8n shows: links and lists', () => {
	const notices = properties.filter(({ type }) => type === 'notice').map(({ displayName }) => displayName);
	expect(notices.join().match(/<\/?(?!(a|ul|li)\b)\w+[^>]*>/g)).toBeNull();
	expect(notices.length).toBeGreaterThan(3);
});

/** An address, an ID and a name in quotes are a word each: how long they are is not up to the sentence. */
const wordsIn = (sentence: string) => sentence.replace(/"[^"]*"/g, 'x').split(/\s+/).length;

const MOST_WORDS = 35;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const id = fc.constantFrom('l1', 'cmipr3rf400t3n42y5plvmhd5');
const situations: fc.Arbitrary<Situation> = fc.record({
	baseUrl: fc.constant('https://pollybot.app'),
	scope: fc.oneof(fc.constant('workspace' as const), fc.record({ chatbotId: id })),
	timeout: fc.constantFrom(1000, 30_000),
	email: maybe(fc.constant('ann@example.com')),
	leadId: maybe(id),
	canDefer: maybe(fc.boolean()),
	isChat: maybe(fc.constant(true)),
	conversationId: maybe(id),
	asker: maybe(fc.constantFrom('row' as const, 'poll' as const, 'once' as const)),
});
const failures: fc.Arbitrary<ApiFailure> = fc.record({
	code: maybe(fc.constantFrom(...OWN_CODES)),
	serviceCode: maybe(fc.constantFrom(...SERVICE_CODES)),
	status: maybe(fc.constantFrom(200, 302, 400, 401, 404, 409, 429, 500, 503)),
	serviceMessage: maybe(fc.constant('No')),
	field: maybe(fc.constantFrom(...leadFields.map(([name]) => name), 'owner', 'tags.3')),
	value: maybe(fc.constantFrom<unknown>('x', 5, 'x'.repeat(5000), ['x'.repeat(60)], { a: 1 })),
	existingLeadId: maybe(id),
	location: maybe(fc.constant('https://login.example.com')),
	retryAfter: maybe(fc.constantFrom(1, 5_000)),
	isTooLarge: maybe(fc.constant(true)),
	isStream: maybe(fc.constant(true)),
	isUnmergeable: maybe(fc.constant(true)),
	systemCode: maybe(fc.constantFrom('ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'CERT_HAS_EXPIRED')),
});

function expectShort(message: string): void {
	expect([message, wordsIn(message) <= MOST_WORDS]).toEqual([message, true]);
	expect(message).toMatch(/[.:] |\.$/);
	expect(message).not.toMatch(/ {2}|^ | $/);
	expect(message).not.toMatch(/undefined|\b(answer(?!ed and billed)|refuse|holds)/);
	expect(message.split(/[^\w.]+/).filter((word) => INTERNAL.has(word))).toEqual([]);
}

describe('a message about a failure is short, says what to do, and shows nothing internal', () => {
	it('whatever PollyBot or the network does', () => {
		fc.assert(
			fc.property(failures, situations, (failure, situation) => {
				const { message } = explain(failure, situation);
				expectShort(message);
				const isStream = failure.isStream && failure.code === 'NOT_POLLYBOT' && Number(failure.status) < 500;
				expectShort(sentences.unconfirmedMessage({ message }, isStream).message);
			}),
			{ numRuns: 3000 },
		);
	});

	const email = 'ann@example.com';
	const { unnamedLead, repeatedEmail, unconfirmedLead, unconfirmedDeletion, noLeadWithEmail } = sentences;
	const { severalLeadsWithEmail, unusableId, unreachable, usedUpLimit } = sentences;
	const columns = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Column ${at}`, at]));
	const { message: noEmail = '' } = cleanLead({ name: 'Ann' }).error ?? {};
	it.each<Failure>([
		unnamedLead(undefined, 409, ', so it was not updated. Look it up in PollyBot.'),
		repeatedEmail(email, 3, 'l1'),
		unconfirmedLead(undefined, 'reported as a duplicate'),
		unconfirmedLead(email, 'reported as a duplicate'),
		unconfirmedDeletion('l1'),
		noLeadWithEmail({ chatbotId: 'c1' }, email, 1000),
		noLeadWithEmail({ chatbotId: 'c1' }, email, undefined),
		severalLeadsWithEmail(email, ['l1', 'l2', 'l3']),
		unusableId(email, '../l1'),
		unreachable('https://pollybot.app'),
		usedUpLimit(Date.UTC(2026, 10, 30, 14, 5), 300_000, true),
		usedUpLimit(undefined, undefined, false),
		explainNobody(columns).error,
		explainNobody({ ...columns, 'Reach me': email }).error,
		explainNobody({ 'Name;E-Mail;Phone': 'Ann' }).error,
		explainNobody({ headers: {}, body: { leads: [{ name: 'Ann', email }] } }).error,
		explainEmpty({ name: 'Ann', 'Reach me': email }, { field: 'email', message: noEmail }).error,
	])('$message', ({ message }) => {
		expectShort(message);
	});

	it.each(['unreadable', 'noKey', 'oddKey', 'noAddress', 'insecure'] as const)(
		'of a credential that is %s',
		(problem) => {
			expectShort(sentences.BAD_CREDENTIALS[problem]);
		},
	);
});
