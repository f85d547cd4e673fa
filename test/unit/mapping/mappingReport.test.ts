import { MappingReport } from '~/nodes/PollyBot/mapping/mappingReport';

/** What a report says of rows with these headings. */
function reportOf(...rows: ReadonlyArray<readonly string[]>): string | undefined {
	const report = new MappingReport();
	for (const headings of rows) {
		report.note(Object.fromEntries(headings.map((heading) => [heading, ''])), [], 'metadata');
	}
	return report.toText();
}

describe('what automatic mapping made of the headings', () => {
	it('is nothing where nothing was mapped', () => {
		expect(reportOf()).toBeUndefined();
		expect(reportOf([])).toBeUndefined();
	});

	it('names each field with its heading, and what became metadata', () => {
		expect(reportOf(['E-Mail', 'Vorname', 'Nachname', 'Telefon', 'Firma', 'utm_source'])).toBe(
			'Mapped: Name from “Vorname”, “Nachname”; Email from “E-Mail”; Phone from “Telefon”; “Firma”, “utm_source” in the metadata.',
		);
		expect(reportOf(['name', 'email', 'source', 'status', 'metadata'])).toBe(
			'Mapped: Name from “name”; Email from “email”; Source from “source”; Status from “status”; Metadata from “metadata”.',
		);
		expect(reportOf(['note'])).toBe('Mapped: “note” in the metadata.');
		expect(reportOf(['Name', 'Vorname'])).toBe('Mapped: Name from “Vorname”, “Name”.');
	});

	it('names the headings of all rows, each once', () => {
		expect(reportOf(['Email', 'a'], ['Email', 'a'], ['E-Mail', 'b'], ['Email', 'b'])).toBe(
			'Mapped: Email from “Email”, “E-Mail”; “a”, “b” in the metadata.',
		);
	});

	it('knows rows by their whole headings', () => {
		expect(reportOf(['ab', 'c'], ['a', 'bc'])).toBe('Mapped: “ab”, “c”, “a”, “bc” in the metadata.');
	});

	it('names eight of a list, and counts the others', () => {
		const headings = Array.from('abcdefgh');
		expect(reportOf(headings)).toBe(`Mapped: ${headings.map((one) => `“${one}”`).join(', ')} in the metadata.`);
		expect(reportOf([...headings, 'i'])).toContain('“h” and 1 more in the metadata.');
		expect(reportOf([...headings, 'i', 'j'])).toContain('“h” and 2 more in the metadata.');
	});

	it('shows sixty characters of a heading', () => {
		expect(reportOf(['x'.repeat(61)])).toBe(`Mapped: “${'x'.repeat(60)}” in the metadata.`);
	});

	it('says where answers were found, each place once', () => {
		const report = new MappingReport();
		report.note({ Email: '' }, [], 'metadata', 'Tally (body.data.fields)');
		report.note({ email: '' }, [], 'metadata', 'Tally (body.data.fields)');
		report.note({ 'E-Mail': '' }, [], 'metadata', 'the webhook (body)');
		expect(report.toText()).toBe(
			'Mapped: Email from “Email”, “email”, “E-Mail”. The answers were found in: Tally (body.data.fields), the webhook (body).',
		);
	});

	it('leaves out what is ignored, and says custom fields of what became one', () => {
		const report = new MappingReport();
		report.note({ Email: '', Firma: '', Notiz: '' }, ['notiz'], 'customFields');
		expect(report.toText()).toBe('Mapped: Email from “Email”; “Firma” in the custom fields.');
	});

	it('looks at the headings of 50 kinds of rows', () => {
		const rows = (count: number) => Array.from({ length: count }, (_, index) => ['email', `e-mail ${index}`]);
		expect(reportOf(...rows(50))).toContain('and 42 more in the metadata');
		expect(reportOf(...rows(51))).toContain('and 42 more in the metadata');
	});

	it('tells values of another status, and text in another encoding', () => {
		const report = new MappingReport();
		report.note({ Name: 'Ann', Status: 'new' }, [], 'metadata');
		report.note({ Name: 'Ann', Status: 'CREATED' }, [], 'metadata');
		report.note({ Name: 'Ann', Status: 'other' }, [], 'metadata');
		expect(report.toText()).toContain(' PollyBot has no such status, so it is another field: “CREATED” in “Status”.');
		expect(report.toText()).not.toContain('encoding');
		report.note({ Name: 'RenÃ©', Status: '' }, [], 'metadata');
		expect(report.toText()).toContain('“RenÃ©” looks like text in another encoding');
		const headings = new MappingReport();
		headings.note({ 'Pr\ufffdnom': 'Ann', Ort: 'SÃO PAULO' }, [], 'metadata');
		expect(headings.toText()).toContain('“Pr\ufffdnom” looks like text in another encoding');
	});

	it('tells what became of a status that PollyBot does not have', () => {
		const report = new MappingReport();
		report.note({ Email: '', Status: 'CREATED', 'Lead Status': 'Follow Up' }, [], 'metadata');
		expect(report.toText()).toContain(
			'Mapped: Email from “Email”; Status from “Lead Status”; “Status” in the metadata.',
		);
	});

	it('names no column as the source of a field that a record in it does not fill', () => {
		const report = new MappingReport();
		report.note({ Email: 'ann@example.com', Status: { a: 1 } }, [], 'metadata');
		expect(report.toText()).toContain('Mapped: Email from “Email”; “Status” in the metadata.');
		const dates = new MappingReport();
		dates.note({ Name: 'Ann', First: new Date(0), Last: new Date(0) }, [], 'metadata');
		expect(dates.toText()).toContain('Mapped: Name from “Name”; ');
	});

	it('tells eight such values, and sixty characters of each and of a text in another encoding', () => {
		const columns = Array.from({ length: 9 }, (_, at) => `Status${'*'.repeat(at)}`);
		const report = new MappingReport();
		report.note(Object.fromEntries(columns.map((name) => [name, 'x'.repeat(61)])), [], 'metadata');
		report.note({ Name: `Ã©${'e'.repeat(59)}` }, [], 'metadata');
		const statuses = columns.slice(0, 8).map((name) => `“${'x'.repeat(60)}” in “${name}”`);
		expect(report.toText()).toContain(`so it is another field: ${statuses.join(', ')}. “Ã©${'e'.repeat(58)}” looks`);
	});
});
