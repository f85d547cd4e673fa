/** The pictures in docs/images, of the real editor, in light and dark: `npm run docs:pictures`. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/pictures'],
};
