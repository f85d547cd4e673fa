import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeSchema, KNOWN_CODES } from '~/nodes/PollyBot/codes';
import { REPOSITORY } from '~/tools/repository';

it.each(KNOWN_CODES)('docs/errors.md explains %s', (code) => {
	expect(readFileSync(join(REPOSITORY, 'docs/errors.md'), 'utf8')).toContain(`\`${code}\``);
});

it('a code of the service is passed on, and an empty one does not count', () => {
	expect(codeSchema.parse('PLAN_EXPIRED')).toBe('PLAN_EXPIRED');
	expect(codeSchema.safeParse('').success).toBe(false);
});
