<?php

/**
 * Prints what the installed client knows, as JSON: its version, RPCs and the messages of their requests.
 *
 * usage: describe.php CLIENT_FOLDER
 */

use Clarifai\Api\V2Client;
use Google\Protobuf\DescriptorPool;

[, $client] = $argv;
require "$client/vendor/autoload.php";

/** The version that Composer installed, or that of the descriptors which the classes were generated from. */
function installed(string $client): string
{
    if (class_exists(Composer\InstalledVersions::class)) {
        return Composer\InstalledVersions::getPrettyVersion('clarifai/clarifai-php-grpc');
    }
    preg_match('/ clarifai-grpc=(\S+)/', file_get_contents("$client/provenance"), $found);

    return $found[1];
}

$messages = [];

function visit($message): void
{
    global $messages;
    if (isset($messages[$message->getFullName()])) {
        return;
    }
    $messages[$message->getFullName()] = [];
    for ($number = 0; $number < $message->getFieldCount(); $number++) {
        $field = $message->getField($number);
        $messages[$message->getFullName()][] = $field->getName();
        // The entry of a map is a message of the wire alone; nobody writes one.
        $value = $field->isMap() ? $field->getMessageType()->getField(1) : $field;
        if ($value->getType() === Google\Protobuf\Internal\GPBType::MESSAGE) {
            visit($value->getMessageType());
        }
    }
}

$rpcs = [];
foreach ((new ReflectionClass(V2Client::class))->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
    if ($method->class !== V2Client::class || strpos((string) $method->getDocComment(), '@return \Grpc\UnaryCall') === false) {
        continue;
    }
    $class = $method->getParameters()[0]->getType()->getName();
    // A class joins the pool with its first instance.
    new $class();
    $request = DescriptorPool::getGeneratedPool()->getDescriptorByClassName($class);
    $rpcs[$method->name] = $request->getFullName();
    visit($request);
}

echo json_encode(['version' => installed($client), 'rpcs' => $rpcs, 'messages' => $messages]), "\n";
