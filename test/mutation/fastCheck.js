// By its path: the name leads to this file.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

// That a property fails is enough: the smallest case in which it does is of no interest here.
fc.configureGlobal({ endOnFailure: true });

module.exports = fc;
