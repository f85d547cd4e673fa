import { loadPackage, thisPackage } from '~/tools/n8nCore/loadedPackage';

// What runs while the package is loaded would otherwise count as run by the first test that loads it, and by no other.
beforeAll(async () => {
	await loadPackage(thisPackage);
});
