import type { Section } from '../section';
import { getMany } from './getMany';
import { growth } from './growth';
import { https } from './https';
import { lookUp } from './lookUp';
import { lostAnswers } from './lostAnswers';
import { memory } from './memory';
import { networkDelay } from './networkDelay';
import { poll } from './poll';
import { rateLimit } from './rateLimit';
import { requests } from './requests';
import { slowApi } from './slowApi';
import { speed } from './speed';
import { start } from './start';

/** In the order of the tables. */
export const sections: readonly Section[] = [
	speed,
	requests,
	lostAnswers,
	https,
	networkDelay,
	slowApi,
	rateLimit,
	growth,
	memory,
	getMany,
	lookUp,
	poll,
	start,
];
