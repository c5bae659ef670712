'use strict';
// A Serverless plugin: `npx serverless invoke local --stage local` finds the running laptop's AWS and the project's Python by itself.

const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.dirname(__dirname);

module.exports = class Laptop {
  constructor(serverless, options) {
    const isAsked = serverless.processedInput.commands.join(' ') === 'invoke local' && options.stage === 'local';
    if (!isAsked) return;
    // Whatever account the shell is set up for, this stage is the laptop's.
    delete process.env.AWS_PROFILE;
    Object.assign(process.env, environmentOf(readOutputs(serverless)));
  }
};

function readOutputs(serverless) {
  const file = process.env.PLATEBOOK_OUTPUTS?.trim() || path.join(ROOT, '.local', 'outputs.json');
  if (!fs.existsSync(file)) throw new serverless.classes.Error('Platebook is not running. Start it with: npm start');
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function environmentOf(outputs) {
  return {
    AWS_ENDPOINT_URL: outputs.endpoint_url,
    AWS_REGION: outputs.aws_region,
    AWS_ACCESS_KEY_ID: 'test', // the emulator's own
    AWS_SECRET_ACCESS_KEY: 'test',
    VIRTUAL_ENV: path.join(ROOT, '.venv'),
  };
}
