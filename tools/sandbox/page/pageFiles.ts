import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../repository';

const read = (file: string) => readFileSync(join(REPOSITORY, 'tools', 'sandbox', 'page', file), 'utf8');

/** What goes into the page: it is one file, which its Content Security Policy lets load nothing else. */
export const PAGE_SCRIPT = read('refresh.js');
export const PAGE_STYLE = read('style.css');
