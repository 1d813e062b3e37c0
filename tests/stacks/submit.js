// Submits a consignment by the npm package `soap`, as somebody else's system would, and tells the
// answers.
const fs = require('fs');
const https = require('https');
const crypto = require('crypto');
const soap = require('soap');

async function main() {
  const given = JSON.parse(fs.readFileSync(0, 'utf8'));
  const read = name => fs.readFileSync(given[name]);
  const tls = {key: read('key'), cert: read('certificate'), ca: read('authorities')};
  const client = await soap.createClientAsync(given.wsdl, {
    endpoint: given.address,
    forceSoap12Headers: given.version === '1.2',
    wsdl_options: {httpsAgent: new https.Agent(tls)},
  });
  client.setSecurity(new soap.ClientSSLSecurity(tls.key, tls.cert, tls.ca, {}));
  const part = Buffer.from(given.part, 'base64');
  const envelope = {
    content: given.envelope,
    algorithm: 'sm2-sm3',
    value: Buffer.from([0x30, 1]).toString('base64'),
    certificate: ['certificate', 'authority'].map(each => Buffer.from(each).toString('base64')),
  };
  const digest = crypto.createHash('sha256').update(part).digest('hex');
  const [pong] = await client.pingAsync({});
  const [missing] = await client.submitAsync({envelope});
  const whole = {envelope, part: [{digest, data: given.part}]};
  const [receipt] = await client.submitAsync(whole, {forceMTOM: given.mtom});
  const [again] = await client.submitAsync({envelope});
  let fault = null;
  try {
    await client.statusAsync({consignment: 'none'});
  } catch (thrown) {
    const found = thrown.root.Envelope.Body.Fault;
    fault = found.faultcode || found.Code.Value;
  }
  const first = Array.isArray(missing.missing) ? missing.missing[0] : missing.missing;
  console.log(JSON.stringify({
    node: pong.node,
    missing: [first.digest, Number(first.offset)],
    receipt: Buffer.from(receipt.receipt.content, 'base64').toString(),
    duplicate: [receipt.duplicate, again.duplicate],
    fault,
  }));
}

main().catch(fault => {
  console.error(fault);
  process.exit(1);
});
