import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHookFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';
import { z } from 'zod';
import { ownValue } from '../json';
import { asText, readText } from '../lead/cell';
import { failConfiguration } from '../messages/failure';
import { forbidExpression } from '../messages/sentences';
import { triggerFilters } from '../parameters/filters';
import { findUnusableParameter, fixedChoicesIn } from '../parameters/parameter';
import { sourceOfTrigger } from '../parameters/source';
import { chatbotIdIn } from '../pollybot/paths';
import { messageOf, reasonOf } from '../result';
import { strip } from '../text';
import type { TriggerSettings } from './verdict';
import { triggerFields } from './webhookParameters';

const text = z.string().transform(strip).catch('');

/** Only a plain `false` switches the verification off. */
const switched = z.boolean().catch(true);

const parametersSchema = z.object({
	events: z.array(z.string()).catch([]),
	// As in the other nodes, it may be a locator. Any other object matches no chatbot: an empty text would match any.
	chatbotId: z.unknown().transform((given) => {
		const value = ownValue(given, 'value') ?? given;
		return chatbotIdIn(readText(value).value ?? asText(value));
	}),
	verifySignature: switched,
	simplify: switched,
});

const credentialSchema = z.object({ webhookSecret: text });

/** The settings of the trigger. A credential that cannot be read has no secret: every call is rejected then. */
export async function readSettings(node: IHookFunctions | IWebhookFunctions): Promise<TriggerSettings> {
	const settings = parametersSchema.parse({
		events: node.getNodeParameter('events', []),
		chatbotId: node.getNodeParameter('chatbotId', ''),
		verifySignature: node.getNodeParameter('verifySignature', true),
		simplify: node.getNodeParameter('simplify', true),
	});
	const secret = settings.verifySignature ? await readSecret(node) : '';
	return { ...settings, filters: readFilters(node), secret };
}

function readFilters(node: IHookFunctions | IWebhookFunctions): TriggerSettings['filters'] {
	try {
		return triggerFilters.read(sourceOfTrigger(node, ''));
	} catch (error) {
		return failConfiguration(
			`An expression in 'Filters' cannot be evaluated: ${reasonOf(error)}. Correct the expression.`,
		);
	}
}

const fixedChoices = fixedChoicesIn(triggerFields);

/** Why the trigger could never start the workflow as it is set, as a sentence for its owner; undefined if all is well. */
export async function findActivationProblem(node: IHookFunctions): Promise<string | undefined> {
	const unusable = findUnusableParameter(node.getNode().parameters, fixedChoices);
	if (unusable !== undefined) return forbidExpression(unusable);
	const { events, verifySignature, secret, filters } = await readSettings(node);
	if (events.length === 0)
		return "PollyBot Trigger has no event, so nothing would ever start this workflow. Choose one in 'Trigger On'.";
	if (verifySignature && secret === '') {
		return "PollyBot Trigger needs its webhook's secret to check signatures. Enter it in a PollyBot Webhook Secret API credential (PollyBot shows it once, when you add a webhook), or turn off 'Verify Signature'.";
	}
	return filters.ok ? undefined : filters.error.message;
}

/** Tests a secret: PollyBot has no way to ask whether it is the right one, which the first call shows. */
export function testPollyBotWebhookApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { webhookSecret } = credentialSchema.parse({ ...data });
	if (webhookSecret !== '') return Promise.resolve({ status: 'OK', message: 'The secret is checked with each call.' });
	return Promise.resolve({
		status: 'Error',
		message: "The 'Webhook Secret' is empty. Paste the one that PollyBot showed when you added the webhook.",
	});
}

async function readSecret(node: IHookFunctions | IWebhookFunctions): Promise<string> {
	try {
		const credential: unknown = await node.getCredentials('pollyBotWebhookApi');
		return credentialSchema.parse(credential).webhookSecret;
	} catch (error) {
		node.logger.error(`PollyBot Trigger cannot read its credential: ${messageOf(error)}`);
		return '';
	}
}
