'use strict';
// A Serverless plugin: a variable or parameter that is set to nothing, as a missing secret in CI is, counts as a value
// for osls. It would be deployed, and every function would answer 500.

// Here nothing means something: plates of anywhere.
const MAY_BE_EMPTY = ['PLATEBOOK_PLATE_REGIONS', 'plate_regions'];

module.exports = class NothingEmpty {
  constructor(serverless, options) {
    const variables = Object.entries(process.env).filter(([name]) => name.startsWith('PLATEBOOK_'));
    const parameters = [options.param ?? []].flat().map((one) => one.split(/=(.*)/s));
    const [name] = [...variables, ...parameters].find(isEmpty) ?? [];
    if (name !== undefined)
      throw new serverless.classes.Error(`${name} is set to nothing. Unset it to get the default, or give it a value.`);
  }
};

function isEmpty([name, value]) {
  return (value ?? '').trim() === '' && !MAY_BE_EMPTY.includes(name);
}
