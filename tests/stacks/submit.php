<?php
// Submits a consignment by PHP's SoapClient, as somebody else's system would, and tells the answers.
set_error_handler(function ($number, $text) { throw new ErrorException($text); });
$given = json_decode(file_get_contents('php://stdin'), true);
$context = stream_context_create(['ssl' => [
    'local_cert' => $given['certificate'],
    'local_pk' => $given['key'],
    'cafile' => $given['authorities'],
    'verify_peer' => true,
]]);
$client = new SoapClient($given['wsdl'], [
    'stream_context' => $context,
    'soap_version' => $given['version'] === '1.1' ? SOAP_1_1 : SOAP_1_2,
    'location' => $given['address'],
    'cache_wsdl' => WSDL_CACHE_NONE,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
]);
$part = base64_decode($given['part']);
$envelope = [
    'content' => base64_decode($given['envelope']),
    'algorithm' => 'sm2-sm3',
    'value' => "\x30\x01",
    'certificate' => ['certificate', 'authority'],
];
$pong = $client->ping();
$missing = $client->submit(['envelope' => $envelope]);
$receipt = $client->submit(['envelope' => $envelope, 'part' => [
    ['digest' => hash('sha256', $part), 'data' => $part],
]]);
$again = $client->submit(['envelope' => $envelope]);
try {
    $client->status(['consignment' => 'none']);
    $fault = null;
} catch (SoapFault $thrown) {
    $fault = $thrown->faultcode;
}
echo json_encode([
    'node' => $pong->node,
    'missing' => [$missing->missing[0]->digest, $missing->missing[0]->offset],
    'receipt' => $receipt->receipt->content,
    'duplicate' => [$receipt->duplicate, $again->duplicate],
    'fault' => $fault,
]);
