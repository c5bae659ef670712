'use strict';
// A Serverless plugin: a variable, an option or a parameter that is set to nothing, as a missing secret in CI is, counts
// as a value for osls. It would be deployed, and every function would answer 500.

// Here nothing means something: plates of anywhere.
const MAY_BE_EMPTY = ['PLATEBOOK_PLATE_REGIONS', 'plate_regions'];

module.exports = class NothingEmpty {
  constructor(serverless, options) {
    const variables = Object.entries(process.env).filter(([name]) => isReadHere(name));
    const named = 'region' in options ? [['--region', options.region]] : [];
    const parameters = [options.param ?? []].flat().map((one) => one.split(/=(.*)/s));
    const [name] = [...variables, ...named, ...parameters].find(isEmpty) ?? [];
    if (name !== undefined)
      throw new serverless.classes.Error(`${name} is set to nothing. Unset it to get the default, or give it a value.`);
  }
};

// By serverless.yml, and by AWS's own libraries.
function isReadHere(name) {
  return name.startsWith('PLATEBOOK_') || name.startsWith('AWS_');
}

function isEmpty([name, value]) {
  return String(value ?? '').trim() === '' && !MAY_BE_EMPTY.includes(name);
}
