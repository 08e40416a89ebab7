<?php

/**
 * Says whether an installation can run snippets: check.php VENDOR_FOLDER.
 *
 * Nothing is sent. A message with a nested message, a repeated field and an
 * enum goes through the protobuf runtime and back, so generated code that
 * does not fit the runtime is found here and not in somebody's snippet.
 */

use Clarifai\Api\DeleteAnnotationsRequest;
use Clarifai\Api\Status\Status;
use Clarifai\Api\Status\StatusCode;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\V2Client;
use Clarifai\ClarifaiClient;

function refuse(string $reason): void
{
    fwrite(STDERR, $reason . "\n");
    exit(1);
}

// A snippet's reader would see a warning, so none is let through. What is only
// deprecated stays, as it does in PHP's own settings for production.
set_error_handler(static function (int $level, string $text): bool {
    refuse("a warning of PHP: $text");
    return true;
}, E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED);

if (!extension_loaded('grpc')) {
    refuse("PHP does not load the extension grpc");
}

require $argv[1] . '/autoload.php';

$sent = new DeleteAnnotationsRequest([
    'user_app_id' => new UserAppIDSet(['user_id' => 'u', 'app_id' => 'a']),
    'ids' => ['one', 'two'],
]);
$read = new DeleteAnnotationsRequest();
$read->mergeFromString($sent->serializeToString());
if ($read->getUserAppId()->getAppId() !== 'a' || iterator_to_array($read->getIds()) !== ['one', 'two']) {
    refuse("the protobuf runtime does not read back what it wrote");
}

$status = new Status(['code' => StatusCode::SUCCESS]);
if (StatusCode::name($status->getCode()) !== 'SUCCESS') {
    refuse("the protobuf runtime does not know the API's status codes");
}

if (!ClarifaiClient::grpc() instanceof V2Client) {
    refuse("ClarifaiClient::grpc() makes no client");
}
