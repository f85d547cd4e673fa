import { writeHeadings } from './headings';

/** `npm run docs:headings`: writes the headings that automatic mapping knows into docs/mapping.md. */
void writeHeadings();
