const fc = require('fast-check');

// That a property fails is enough: the smallest case in which it does is of no interest here.
fc.configureGlobal({ endOnFailure: true });
