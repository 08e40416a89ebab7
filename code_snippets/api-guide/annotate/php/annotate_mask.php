<?php

namespace PostAnnotationsExample;

use Clarifai\Api\Annotation;
use Clarifai\Api\Concept;
use Clarifai\Api\Data;
use Clarifai\Api\Image;
use Clarifai\Api\Mask;
use Clarifai\Api\PostAnnotationsRequest;
use Clarifai\Api\Region;
use Clarifai\Api\RegionInfo;
use Clarifai\Api\Status\StatusCode;
use Clarifai\Api\UserAppIDSet;
use Clarifai\ClarifaiClient;
use RuntimeException;

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the input.
const INPUT_ID = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
// The mask, an image file, as base64 text.
const MASK = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg==";
// The ID of the concept that the region shows.
const CONCEPT_ID = "street-sign";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new PostAnnotationsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "annotations" => [
        new Annotation([
            "input_id" => INPUT_ID,
            "data" => new Data([
                "regions" => [
                    new Region([
                        "region_info" => new RegionInfo([
                            "mask" => new Mask([
                                "image" => new Image(["base64" => base64_decode(MASK)]),
                            ]),
                        ]),
                        "data" => new Data([
                            "concepts" => [new Concept(["id" => CONCEPT_ID, "value" => 1.0])],
                        ]),
                    ]),
                ],
            ]),
        ]),
    ],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->PostAnnotations($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("PostAnnotations failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "PostAnnotations failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo $response->serializeToJsonString(), "\n";
