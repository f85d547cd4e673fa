import {
	isCertificateFailure,
	isDuplicate,
	isFieldRejected,
	isKeyRejected,
	isLimited,
	isLost,
	isNotFound,
	isRetryable,
	isUnreadable,
	type ApiFailure,
} from '~/nodes/PollyBot/pollybot/failure';
import { serviceCodeSchema as codeSchema } from '~/nodes/PollyBot/codes';

const JUDGEMENTS = {
	certificate: isCertificateFailure,
	duplicate: isDuplicate,
	keyRejected: isKeyRejected,
	limited: isLimited,
	lost: isLost,
	notFound: isNotFound,
	retryable: isRetryable,
	unreadable: isUnreadable,
};

/** What a failure is, of all that it could be. */
function judged(failure: ApiFailure): string {
	return Object.entries(JUDGEMENTS)
		.filter(([, judgement]) => judgement(failure))
		.map(([name]) => name)
		.join(', ');
}

const serviceCode = (code: string) => codeSchema.parse(code);

describe('what an answer’s code and status make of a failure', () => {
	it.each<[ApiFailure, string]>([
		[{ serviceCode: 'VALIDATION_ERROR', status: 400 }, ''],
		[{ status: 400 }, ''],
		[{ status: 403 }, ''],
		[{ status: 401 }, 'keyRejected'],
		[{ serviceCode: serviceCode('NO_KEY'), status: 401 }, 'keyRejected'],
		[{ serviceCode: 'INVALID_API_KEY', status: 403 }, 'keyRejected'],
		[{ serviceCode: 'MISSING_AUTH_HEADER', status: 400 }, 'keyRejected'],
		[{ serviceCode: 'MALFORMED_AUTH_HEADER', status: 400 }, 'keyRejected'],
		[{ status: 404 }, 'notFound'],
		[{ serviceCode: 'NOT_FOUND', status: 410 }, 'notFound'],
		[{ serviceCode: serviceCode('LEAD_NOT_FOUND'), status: 404 }, 'notFound'],
		[{ code: 'NOT_POLLYBOT', status: 404 }, ''],
		[{ status: 409 }, ''],
		[{ status: 409, existingLeadId: 'lead_1' }, 'duplicate'],
		[{ status: 400, existingLeadId: 'lead_1' }, ''],
		[{ serviceCode: 'DUPLICATE_EMAIL', status: 400 }, 'duplicate'],
		[{ status: 429 }, 'limited, retryable'],
		[{ serviceCode: 'RATE_LIMIT_EXCEEDED', status: 503 }, 'limited, retryable'],
		[{ code: 'NOT_POLLYBOT', status: 429 }, 'limited, retryable'],
		[{ status: 499 }, ''],
		[{ status: 500 }, 'lost, retryable'],
		[{ status: 501 }, 'lost'],
		[{ status: 502 }, 'lost, retryable'],
		[{ status: 503 }, 'lost, retryable'],
		[{ status: 504 }, 'lost, retryable'],
		[{ status: 505 }, 'lost'],
		[{ code: 'NOT_POLLYBOT', status: 199 }, ''],
		[{ code: 'NOT_POLLYBOT', status: 200 }, 'unreadable'],
		[{ code: 'NOT_POLLYBOT', status: 299 }, 'unreadable'],
		[{ code: 'NOT_POLLYBOT', status: 300 }, ''],
		[{ serviceCode: 'VALIDATION_ERROR', status: 200 }, ''],
		[{ code: 'REDIRECT', status: 302 }, ''],
	])('%j is: %s', (failure, expected) => {
		expect(judged(failure)).toBe(expected);
	});
});

describe('what is known when there was no response', () => {
	it.each<[ApiFailure, string]>([
		[{ code: 'TIMEOUT' }, 'lost, retryable'],
		[{ code: 'CANCELLED' }, 'lost'],
		[{ code: 'NETWORK' }, 'lost, retryable'],
		[{ code: 'NETWORK', systemCode: 'ECONNRESET' }, 'lost, retryable'],
		// Nothing was sent.
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
			(systemCode): [ApiFailure, string] => [{ code: 'NETWORK', systemCode }, 'retryable'],
		),
		// Another attempt would meet the same certificate.
		...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'EPROTO'].map(
			(systemCode): [ApiFailure, string] => [{ code: 'NETWORK', systemCode }, 'certificate'],
		),
		[{ code: 'NETWORK', systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate'],
	])('%j is: %s', (failure, expected) => {
		expect(judged(failure)).toBe(expected);
	});
});

describe('whether a field was rejected', () => {
	it.each<[ApiFailure, boolean]>([
		[{ status: 400 }, true],
		[{ status: 422 }, true],
		[{ serviceCode: 'VALIDATION_ERROR', status: 200 }, true],
		[{ serviceCode: 'VALIDATION_ERROR', field: 'status' }, true],
		[{ status: 400, field: 'query.status' }, true],
		[{ status: 400, field: 'Status' }, true],
		[{ status: 400, field: 'statuses' }, false],
		[{ status: 400, field: 'source' }, false],
		[{ status: 404, field: 'status' }, false],
		[{ status: 500 }, false],
	])('%j: %s', (failure, expected) => {
		expect(isFieldRejected(failure, 'status')).toBe(expected);
	});
});
