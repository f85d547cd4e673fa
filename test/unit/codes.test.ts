import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_CODES, SERVICE_CODES, serviceCodeSchema } from '~/nodes/PollyBot/codes';
import { REPOSITORY } from '~/tools/repository';

it.each([...new Set([...SERVICE_CODES, ...OWN_CODES])])('docs/errors.md explains %s', (code) => {
	expect(readFileSync(join(REPOSITORY, 'docs/errors.md'), 'utf8')).toContain(`\`${code}\``);
});

it('a code of the service is passed on, and an empty one does not count', () => {
	expect(serviceCodeSchema.parse('PLAN_EXPIRED')).toBe('PLAN_EXPIRED');
	expect(serviceCodeSchema.safeParse('').success).toBe(false);
});
