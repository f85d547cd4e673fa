import fc from 'fast-check';
import { allOperations } from '~/test/leadOperations';
import { readValues, type Source } from '~/nodes/PollyBot/parameters/parameter';
import type { Operation } from '~/nodes/PollyBot/run/operation';
import { CustomFieldNames } from '~/nodes/PollyBot/lead/customFieldNames';
import { MappingReport } from '~/nodes/PollyBot/mapping/mappingReport';
import { leadFields, newLeadFields } from '~/nodes/PollyBot/lead/fields';
import { EVERY_KIND } from '~/test/unit/lead/everyKind';
import { propertyRuns } from '~/test/propertyRuns';
import { sourceOf } from './source';

type Modules = Readonly<
	Record<'create' | 'upsert' | 'update' | 'get' | 'deleteLead' | 'getAll' | 'sendMessage', Operation>
>;

const LEAD = { name: 'Ann Lee', email: 'ann@example.com' };
const TARGET = { leadId: { __rl: true, mode: 'id', value: 'lead_1' } };
const CHANGE = { updateFields: { source: 'web' } };
const ADDITIONAL_FIELDS = newLeadFields.flatMap(([name, { isNewer }]) => (isNewer ? [name] : []));
const pairs = (type: string) => (value: unknown) => ({ assignments: [{ id: '1', name: 'key', value, type }] });

/** A place where a value may turn up: the parameters and the item that contain it, and the field that a rejection names. */
interface Place {
	readonly where: string;
	readonly field: string | RegExp;
	readonly given: (value: unknown) => { parameters: Record<string, unknown>; json?: object };
}

const inParameter = (name: string, others: object = {}, field: string | RegExp = name): Place => ({
	where: name,
	field,
	given: (value) => ({ parameters: { ...others, [name]: value } }),
});
const inCollection = (collection: string, name: string, others: object = {}, field: string | RegExp = name): Place => ({
	where: `${collection}.${name}`,
	field,
	given: (value) => ({ parameters: { ...others, [collection]: { [name]: value } } }),
});
/** What JSON cannot hold is found in the body, where all custom fields are one field. */
const CUSTOM_FIELDS = /^(customFieldPairs(\.key)?|customFields|updateFields)$/;
/** @param field the name of the parameter that contains the pairs */
const inPairs = (type: string, field: string, given: (pairs: unknown) => ReturnType<Place['given']>): Place => ({
	where: `a pair of ${field} of type ${type}`,
	field: field === 'customFieldPairs' ? CUSTOM_FIELDS : /^(metadata(\.key)?|updateFields)$/,
	given: (value) => given(pairs(type)(value)),
});
const inItem = (name: string, field: string | RegExp): Place => ({
	where: `the input field ${name}`,
	field,
	given: (value) => ({
		parameters: { dataToSend: 'autoMapInputData' },
		json: { ...(field === 'name' ? {} : { name: 'Ann' }), email: 'ann@example.com', [name]: value },
	}),
});
const mergesWith = (others: object) => inParameter('options.mergeWithExisting', others, 'mergeWithExisting');
const TYPES = ['string', 'number', 'boolean', 'array', 'object', 'other'];

const OF_A_NEW_LEAD: readonly Place[] = [
	...['name', 'email', 'phone', 'source', 'status', 'inputsToIgnore', 'metadata'].map((name) =>
		inParameter(name, LEAD),
	),
	...['chatbotId', 'dataToSend'].map((name) => inParameter(name, LEAD)),
	...['dedupeInput', 'dryRun', 'includeRemaining'].map((name) => inParameter(`options.${name}`, LEAD, name)),
	inCollection('additionalFields', 'metadataJson', LEAD, /^metadata(Json)?$/),
	inParameter('additionalFields', LEAD, /./),
	...ADDITIONAL_FIELDS.map((name) => inCollection('additionalFields', name, LEAD)),
	inCollection('additionalFields', 'customFieldPairs', LEAD, CUSTOM_FIELDS),
	...TYPES.map((type) => inPairs(type, 'metadata', (metadata) => ({ parameters: { ...LEAD, metadata } }))),
	...TYPES.map((type) =>
		inPairs(type, 'customFieldPairs', (customFieldPairs) => ({
			parameters: { ...LEAD, additionalFields: { customFieldPairs } },
		})),
	),
	...[{ dataToSend: 'autoMapInputData' }, { ...LEAD, 'options.includeRemaining': true }].map((others) => ({
		...inParameter('options.storeExtraFieldsIn', others, 'storeExtraFieldsIn'),
		given: (value: unknown) => ({
			parameters: { ...others, 'options.storeExtraFieldsIn': value },
			json: { ...LEAD, utm: 'x' },
		}),
	})),
	...['name', 'first name', 'last name'].map((name) => inItem(name, 'name')),
	inItem('email', 'email'),
	// What is no phone, source or status goes to the other fields.
	...['phone', 'source', 'status', 'metadata'].map((name) => inItem(name, new RegExp(`^(${name}|metadata)$`))),
	inItem('anything', 'metadata'),
	{
		...inItem('anything', 'customFields'),
		where: 'any input field that is kept in the custom fields',
		given: (anything) => ({
			parameters: { dataToSend: 'autoMapInputData', 'options.storeExtraFieldsIn': 'customFields' },
			json: { ...LEAD, anything },
		}),
	},
];

/** With and without an email, which may then be anything that is empty. */
const WITHOUT_EMAIL = [
	inParameter('email', { name: 'Ann', 'options.allowMissingEmail': true }),
	inParameter('options.allowMissingEmail', { name: 'Ann' }, /^(email|allowMissingEmail)$/),
];

const OF_A_KNOWN_LEAD: readonly Place[] = [
	inParameter('leadId', CHANGE),
	inCollection('leadId', 'value', CHANGE, 'leadId'),
	inParameter('chatbotId', { ...TARGET, ...CHANGE }),
];

const OF_AN_UPDATE: readonly Place[] = [
	inParameter('updateFields', TARGET, /./),
	...['clear', ...leadFields.map(([name]) => name)].map((name) =>
		inCollection('updateFields', name, TARGET, new RegExp(`^(${name}|updateFields)$`)),
	),
	inCollection('updateFields', 'customFieldPairs', TARGET, CUSTOM_FIELDS),
	...['metadata', 'customFieldPairs'].flatMap((field) =>
		TYPES.map((type) =>
			inPairs(type, field, (pairs) => ({ parameters: { ...TARGET, updateFields: { [field]: pairs } } })),
		),
	),
];

const OF_A_LIST: readonly Place[] = [
	...['limit', 'returnAll', 'chatbotId', 'sort.sortBy', 'sort.sortOrder'].map((name) =>
		inParameter(name, {}, name.replace('sort.', '')),
	),
	inParameter('filters', {}, /./),
	inCollection('filters', 'search', {}, /^(search|filters)$/),
	...['source', 'status', 'priority'].map((name) => inCollection('filters', name)),
];

const MESSAGE = { message: 'Hello' };
const OF_A_MESSAGE: readonly Place[] = [
	...['message', 'conversationId', 'chatbotId'].map((name) => inParameter(name, MESSAGE)),
	inParameter('options.metadata', MESSAGE, /^metadata(\.key)?$/),
	...TYPES.map((type) =>
		inPairs(type, 'metadata', (metadata) => ({ parameters: { ...MESSAGE, 'options.metadata': metadata } })),
	),
];

const PLACES: ReadonlyArray<readonly [keyof Modules, readonly Place[]]> = [
	['create', [...OF_A_NEW_LEAD, inParameter('options.allowMissingEmail', LEAD, 'allowMissingEmail'), ...WITHOUT_EMAIL]],
	['upsert', [...OF_A_NEW_LEAD, mergesWith(LEAD)]],
	['update', [...OF_A_KNOWN_LEAD, ...OF_AN_UPDATE, mergesWith({ ...TARGET, ...CHANGE })]],
	['get', OF_A_KNOWN_LEAD],
	['deleteLead', OF_A_KNOWN_LEAD],
	['getAll', OF_A_LIST],
	['sendMessage', OF_A_MESSAGE],
];

it('every operation is among them', () => {
	const covered = PLACES.map(([operation]) => (operation === 'deleteLead' ? 'delete' : operation));
	expect(covered.sort()).toEqual(allOperations.map(({ value }) => value).sort());
});

const OUR_SENTENCE =
	/^('[A-Z]|".*" in '(Metadata|Custom Fields)'|There is nothing to update\.|No chatbot is named\.|".*" is not a valid chatbot ID\.)/s;

/** A stand-in for n8n: what it would give for a parameter is given here, whatever n8n lets through. */
function source(parameters: Record<string, unknown>, json: object, expression: string, isTool: boolean): Source {
	return sourceOf(parameters, {
		expressionOf: (name) => (name === expression ? '={{ $json.anything }}' : undefined),
		notes: { mapping: new MappingReport(), scopes: new Map(), customFields: new CustomFieldNames() },
		json: isTool ? {} : { ...json },
		isTool,
	});
}

/** Undefined if the value is accepted, or rejected with one sentence of ours that names the field. */
function problemWith(
	operation: Operation,
	{ where, given, field }: Place,
	value: unknown,
	isTool: boolean,
): string | undefined {
	const { parameters, json = { row: 1 } } = given(value);
	const prepared = readValues(operation.parameters, source(parameters, json, where, isTool));
	if (prepared.ok) return undefined;
	const { code, field: named = '', message } = prepared.error;
	const isOurs = OUR_SENTENCE.test(message) && !/\[object|undefined|Invalid input|Expected |iterable/.test(message);
	const isNamed = isTool || new RegExp(typeof field === 'string' ? `^${field}$` : field).test(named);
	const hasCode = code === (named === 'chatbotId' ? 'CONFIGURATION' : 'VALIDATION_ERROR');
	return isOurs && isNamed && hasCode ? undefined : `${String(code)} of '${named}': ${message}`;
}

describe.each(['zod/v3', 'zod/v4'])('whatever a parameter or a field of the item has, with %s', (zod) => {
	let operations: Modules;

	beforeAll(async () => {
		jest.resetModules();
		jest.doMock('zod', () => jest.requireActual<object>(zod));
		const { create } = await import('~/nodes/PollyBot/operations/lead/create');
		const { upsert } = await import('~/nodes/PollyBot/operations/lead/upsert');
		const { update } = await import('~/nodes/PollyBot/operations/lead/update');
		const { get } = await import('~/nodes/PollyBot/operations/lead/get');
		const { deleteLead } = await import('~/nodes/PollyBot/operations/lead/delete');
		const { getAll } = await import('~/nodes/PollyBot/operations/lead/getMany');
		const { sendMessage } = await import('~/nodes/PollyBot/operations/chat/sendMessage');
		operations = { create, upsert, update, get, deleteLead, getAll, sendMessage };
	});

	describe.each(PLACES)('%s takes it or rejects it in our words', (operation, places) => {
		// Create or Update reads a new lead as Create does: of these places it has the random values only.
		const own = operation === 'upsert' ? places.filter((place) => !OF_A_NEW_LEAD.includes(place)) : places;

		it.each(own.map((place) => [place.where, place] as const))('%s', (_, place) => {
			const problems = EVERY_KIND.flatMap(([, value]) =>
				[false, true].map((isTool) => problemWith(operations[operation], place, value, isTool)),
			);
			expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
		});

		it('of any shape', () => {
			const anything = fc.anything({
				withBigInt: true,
				withDate: true,
				withNullPrototype: true,
				withSparseArray: true,
			});
			const property = fc.property(fc.constantFrom(...places), anything, fc.boolean(), (place, value, isTool) => {
				expect(problemWith(operations[operation], place, value, isTool)).toBeUndefined();
			});
			fc.assert(property, { numRuns: propertyRuns(300) });
		});
	});
});
